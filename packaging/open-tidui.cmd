@echo off
title tidui
"%~dp0tidui.exe" serve --open %*
if errorlevel 1 pause
