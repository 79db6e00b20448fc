global using Serverless.Tuner.Contracts;
global using Serverless.Tuner.Objectives.Command;
global using Serverless.Tuner.Testing;
global using Xunit;
