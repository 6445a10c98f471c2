"""A plan, or a drift, as a page: a card for each template, before and after."""
