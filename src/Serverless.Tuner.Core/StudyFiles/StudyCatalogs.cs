using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>What a study file can name in this app.</summary>
/// <param name="Objectives">The objectives.</param>
/// <param name="Samplers">The samplers.</param>
/// <param name="Pruners">The pruners.</param>
/// <param name="Defaults">What a study gets that does not say it itself; null: what this program's own defaults are.</param>
public sealed record StudyCatalogs(
    IObjectiveCatalog Objectives, SamplerCatalog Samplers, PrunerCatalog Pruners, StudyDefaults? Defaults = null);
