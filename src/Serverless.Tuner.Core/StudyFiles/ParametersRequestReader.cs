using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads which parameters a trial asks for.</summary>
internal static class ParametersRequestReader
{
    /// <summary>The distributions by name, in the order of the document.</summary>
    public static Dictionary<string, ParameterDeclaration> Read(ObjectReader reader, ErrorList errors)
    {
        var asked = new Dictionary<string, ParameterDeclaration>(StringComparer.Ordinal);
        reader.Require("parameters");
        if (reader.OpenMap("parameters") is not { } body) return asked;
        if (body.Names.Count is 0 or > OpenSpace.MostParameters)
        {
            reader.Error("parameters", $"must name 1 to {OpenSpace.MostParameters} parameters, not {body.Names.Count}");
            return asked;
        }

        foreach (var name in body.Names)
        {
            if (SearchSpaceParser.NameError(name) is { } reason) body.Error(name, reason);
            if (body.Require(name) is not { } item || ObjectReader.Open(item, body.PointerTo(name), errors) is not { } parameter) continue;
            if (parameter.Get("when") is not null)
                parameter.Error("when", "is for listed parameters: a trial declares what it asks for, on whatever condition it does");
            if (SearchSpaceParser.LongForm(parameter, name, errors) is { } spec) asked[name] = ParameterDeclaration.Of(spec);
        }

        return asked;
    }
}
