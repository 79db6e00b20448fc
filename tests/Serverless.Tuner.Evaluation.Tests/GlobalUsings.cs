global using Serverless.Tuner.Contracts;
global using Serverless.Tuner.Storage;
global using Xunit;
