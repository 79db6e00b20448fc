global using Serverless.Tuner.Contracts;
global using Serverless.Tuner.TestKit;
global using Xunit;
