"""Is everything there that Loopline stands on: Java, jars, folder, disk, server, login, limits.

In: the settings. Out: one check after the other, each with what is wrong and how to mend it.
"""
