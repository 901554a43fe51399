"""What hurts people who use products of this kind, each pain by its public thread, and the proof that it does not hurt here.

One test per pain; its name says the pain, its docstring the product and the thread. A pain that someone else tells belongs
here too: name the thread, do what they did, and show what happens.
"""
