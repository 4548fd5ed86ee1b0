"""Check everything that Loopline depends on: Java, jars, folder, disk, server, login, limits.

In: the settings. Out: one check after another, each with what is wrong and how to fix it.
"""
