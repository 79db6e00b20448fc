global using Microsoft.Extensions.Logging;
global using Serverless.Tuner.Contracts;
global using Serverless.Tuner.Core.Studies;
global using Serverless.Tuner.Storage;
