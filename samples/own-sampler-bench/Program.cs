using OwnSampler;
using Serverless.Tuner.Benchmarks;
using Serverless.Tuner.Core.Samplers;

return await BenchmarkProgram.RunAsync(args, services => services.AddSampler<NeighbourSampler, NeighbourOptions>("neighbour"));
