"""The pages, a folder each: `page` composes and shows, `read` asks the graph, `text` says what the page says.

In: the address and what is loaded. Out: a page. What a page says is made from plain values that tests can invent.
Each package's first line says what the page is for, its `POSITION` where it stands in the navigation;
`dashboards.shell.pages` finds them by their folders.
"""
