global using Serverless.Tuner.Contracts;
global using Serverless.Tuner.Core.Samplers;
global using Xunit;
