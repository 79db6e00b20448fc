using Serverless.Tuner.Functions;

await FunctionApp.RunAsync(args);
