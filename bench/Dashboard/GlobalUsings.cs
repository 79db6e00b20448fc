global using Serverless.Tuner.Contracts;
