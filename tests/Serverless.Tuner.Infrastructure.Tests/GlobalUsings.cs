global using Xunit;

[assembly: AssemblyFixture(typeof(Serverless.Tuner.Infrastructure.Tests.BicepCompiler))]
