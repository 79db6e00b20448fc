using System.Text.Json;
using System.Text.Json.Nodes;

namespace Serverless.Tuner.Functions.Http;

/// <summary>The fields that a caller wants of each item of a list.</summary>
/// <param name="names">Their names.</param>
internal sealed class SparseFields(IReadOnlyList<string> names)
{
    /// <summary>The fields of a <c>fields=</c>; null when all are wanted, or <paramref name="query"/> has an error.</summary>
    public static SparseFields? Read<T>(Query query, string parameter = "fields")
    {
        if (query.Text(parameter) is not { } text) return null;
        string[] known = [.. TunerJson.Options.GetTypeInfo(typeof(T)).Properties.Select(p => p.Name)];
        var names = text.Split(',');
        if (names.FirstOrDefault(name => !known.Contains(name)) is not { } unknown) return new SparseFields(names);
        query.Error(parameter, $"has no field '{Query.Shown(unknown)}'; it may name, with commas between: {string.Join(", ", known)}");
        return null;
    }

    /// <summary>An item with these fields alone, as far as it has them.</summary>
    public JsonObject Of<T>(T item)
    {
        var whole = (JsonObject)JsonSerializer.SerializeToNode(item, TunerJson.Options)!;
        var sparse = new JsonObject();
        foreach (var name in names)
            if (whole.Remove(name, out var value)) sparse.Add(name, value);
        return sparse;
    }
}
