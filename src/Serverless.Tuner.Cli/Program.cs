using Serverless.Tuner.Cli;

return await TunerProgram.RunAsync(args);
