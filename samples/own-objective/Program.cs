using OwnObjective;
using Serverless.Tuner.Cli;
using Serverless.Tuner.Objectives;

return await TunerProgram.RunAsync(args, services => services.AddObjective<WarehouseObjective>("warehouse"));
