using System.Text.Json;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads an array of points; each value must be one that its parameter can take.</summary>
internal static class PointsParser
{
    public static IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>>? Read(
        ObjectReader reader, string field, SearchSpace space, ErrorList errors)
    {
        if (reader.Elements(field, StartPoints.Most, "points, each an object of parameters and values") is not { } elements) return null;
        var parameters = space.Parameters.ToDictionary(p => p.Name, StringComparer.Ordinal);
        var points = new List<IReadOnlyDictionary<string, ParameterValue>>();
        foreach (var (item, at) in elements)
        {
            if (ObjectReader.OpenMap(item, at, errors) is not { } body) return null;
            points.Add(ReadPoint(body, parameters, space.IsOpen, errors));
        }

        return points;
    }

    private static Dictionary<string, ParameterValue> ReadPoint(
        ObjectReader body, Dictionary<string, Parameter> parameters, bool isOpen, ErrorList errors)
    {
        var point = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
        if (body.Names.Count == 0) errors.Add(body.Pointer, "names no parameter");
        foreach (var name in body.Names)
        {
            var value = body.GetOrNull(name)!.Value;
            if (!parameters.TryGetValue(name, out var parameter))
            {
                if (!isOpen) body.Error(name, "is not a parameter of the search space");
                else if (ReadUndeclared(body, name, value) is { } given) point[name] = given;
            }
            else if (ParameterValue.FromJson(value) is { } scalar && parameter.Accept(scalar) is { } accepted) point[name] = accepted;
            else body.Error(name, $"{ObjectReader.Describe(value)} is not a value of this parameter");
        }

        return point;
    }

    /// <summary>A value of a parameter that a trial is yet to declare: whether the parameter can take it is seen then.</summary>
    private static ParameterValue? ReadUndeclared(ObjectReader body, string name, JsonElement value)
    {
        if (SearchSpaceParser.NameError(name) is { } reason) body.Error(name, reason);
        else if (ParameterValue.FromJson(value) is not { HasNul: false } scalar)
            body.Error(name, $"must be a string without NUL, a finite number, a boolean or null, not {ObjectReader.Describe(value)}");
        else return scalar;
        return null;
    }
}
