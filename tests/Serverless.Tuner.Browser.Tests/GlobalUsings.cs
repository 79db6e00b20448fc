global using Serverless.Tuner.Contracts;
global using Serverless.Tuner.EndToEnd;
global using Xunit;
