global using Microsoft.DurableTask;
global using Microsoft.DurableTask.Client;
global using Serverless.Tuner.TestKit;
global using Xunit;
