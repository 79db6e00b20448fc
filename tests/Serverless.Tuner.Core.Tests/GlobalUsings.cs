global using Serverless.Tuner.Contracts;
global using Serverless.Tuner.Core.Samplers;
global using Serverless.Tuner.Testing;
global using Xunit;
