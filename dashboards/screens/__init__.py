"""The pages, one folder each: `page` shows the page, `read` queries the graph, `text` writes the page's text.

In: the address and the loaded data. Out: a page. Its text is composed from plain values, so that tests need no graph.
The first line of each package says what the page is for, its `POSITION` is its place in the navigation;
`dashboards.shell.pages` finds the folders.
"""
