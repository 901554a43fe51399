"""Ties between colleagues: what each one sees of their own, what a house may see of the whole, and what makes ties."""
