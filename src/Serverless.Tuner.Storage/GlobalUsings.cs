global using Azure;
global using Azure.Data.Tables;
global using Serverless.Tuner.Contracts;
global using Serverless.Tuner.Core.Studies;
