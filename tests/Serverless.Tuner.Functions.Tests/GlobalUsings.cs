global using Serverless.Tuner.Contracts;
global using Xunit;
