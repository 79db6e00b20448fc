global using System.CommandLine;
global using Serverless.Tuner.Contracts;
global using Spectre.Console;
