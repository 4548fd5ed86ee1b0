"""The pages, a folder each: `page` composes and shows, `read` asks the graph, `text` says what the page says.

In: the address and what is loaded. Out: a page. What a page says is made from plain values that tests can invent.
Only `dashboards.shell.launch` names them.
"""
