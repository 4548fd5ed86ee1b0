"""Tests of kept inputs."""
