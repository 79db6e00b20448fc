namespace Serverless.Tuner.Core.Samplers;

/// <summary>A suggester whose model can be told of points that others suggested.</summary>
internal interface IModelSuggester : ISuggester
{
    /// <summary>Counts a point as pending from now on.</summary>
    void AddPending(int number, double[] point);
}
