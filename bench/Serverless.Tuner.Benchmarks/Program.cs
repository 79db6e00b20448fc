using Serverless.Tuner.Benchmarks;

return await BenchmarkProgram.RunAsync(args);
