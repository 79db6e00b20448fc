using System.Text;
using System.Text.Json.Nodes;

namespace Serverless.Tuner.Functions.Mlflow;

/// <summary>Parameters, metrics and tags of one run, and the batches in which they are sent: of at most 100 parameters, 100 tags, 1,000
/// items in all, and less than a megabyte.</summary>
internal sealed class MlflowItems
{
    private const int MostParameters = 100;
    private const int MostTags = 100;
    private const int MostItems = 1_000;

    /// <summary>What MLflow takes is 1 MB; the rest is for what JSON adds.</summary>
    private const int MostBytes = 400_000;

    /// <summary>The braces, the names of the members, and numbers.</summary>
    private const int BytesBeside = 120;

    private const string Parameters = "params", Metrics = "metrics", Tags = "tags";

    private readonly List<(string Kind, JsonObject Item, int Bytes)> _items = [];
    private readonly Dictionary<string, HashSet<string>> _taken = new(StringComparer.Ordinal)
    {
        [Parameters] = new(StringComparer.Ordinal),
        [Tags] = new(StringComparer.Ordinal),
    };

    /// <summary>The names of metrics as they are sent, by those that they had.</summary>
    private readonly Dictionary<string, string> _metrics = new(StringComparer.Ordinal);

    /// <summary>Adds a parameter, which a run has once and for ever.</summary>
    public void AddParameter(string name, string value) => AddText(Parameters, name, value, MlflowText.ParameterBytes);

    /// <summary>Adds a tag, in the place of one of its name.</summary>
    public void AddTag(string name, string value) => AddText(Tags, name, value, MlflowText.TagBytes);

    /// <summary>Adds a value of a metric; what is no finite number MLflow's databases do not agree on, and is left out.</summary>
    public void AddMetric(string name, double value, int step, DateTimeOffset at)
    {
        if (!double.IsFinite(value)) return;
        if (!_metrics.TryGetValue(name, out var key))
        {
            key = MlflowText.Key(name);
            if (_metrics.ContainsValue(key)) key = MlflowText.Unique(key, _metrics.ContainsValue);
            _metrics.Add(name, key);
        }

        var item = new JsonObject { ["key"] = key, ["value"] = value, ["timestamp"] = at.ToUnixTimeMilliseconds(), ["step"] = step };
        _items.Add((Metrics, item, key.Length + BytesBeside));
    }

    /// <summary>The items in batches.</summary>
    public IEnumerable<JsonObject> Batches()
    {
        var (batch, counts, bytes) = (new JsonObject(), new Dictionary<string, int>(StringComparer.Ordinal), 0);
        foreach (var (kind, item, size) in _items)
        {
            if (IsFull(kind, counts) || bytes + size > MostBytes)
            {
                yield return batch;
                (batch, counts, bytes) = (new JsonObject(), new Dictionary<string, int>(StringComparer.Ordinal), 0);
            }

            if (batch[kind] is not JsonArray items) batch[kind] = items = [];
            items.Add((JsonNode)item);
            counts[kind] = counts.GetValueOrDefault(kind) + 1;
            bytes += size;
        }

        if (counts.Count > 0) yield return batch;
    }

    private static bool IsFull(string kind, Dictionary<string, int> counts) =>
        counts.Values.Sum() >= MostItems
        || counts.GetValueOrDefault(kind) >= kind switch { Parameters => MostParameters, Tags => MostTags, _ => MostItems };

    private void AddText(string kind, string name, string value, int bytes)
    {
        var (key, taken) = (MlflowText.Key(name), _taken[kind]);
        if (!taken.Add(key)) taken.Add(key = MlflowText.Unique(key, taken.Contains));
        var text = MlflowText.Value(value, bytes);
        var length = Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(text) + BytesBeside;
        _items.Add((kind, new JsonObject { ["key"] = key, ["value"] = text }, length));
    }
}
