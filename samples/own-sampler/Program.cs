using OwnSampler;
using Serverless.Tuner.Cli;
using Serverless.Tuner.Core.Samplers;

return await TunerProgram.RunAsync(args, services => services.AddSampler<NeighbourSampler, NeighbourOptions>("neighbour"));
