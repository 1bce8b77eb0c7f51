"""Queries of the directory. The same for every viewer: it holds nothing about supported people."""
