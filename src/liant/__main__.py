from liant.cli.main import main

raise SystemExit(main())
