"""`python -m tickets`: the same program as the console script `tickets`."""

from tickets.cli import main

if __name__ == "__main__":
    main()
