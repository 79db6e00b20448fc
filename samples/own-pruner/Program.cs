using OwnPruner;
using Serverless.Tuner.Cli;
using Serverless.Tuner.Core.Pruners;

return await TunerProgram.RunAsync(args, services => services.AddPruner<MarginPruner, MarginOptions>("margin"));
