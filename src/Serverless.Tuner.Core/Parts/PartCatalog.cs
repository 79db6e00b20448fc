using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Tuner.Core.StudyFiles;

namespace Serverless.Tuner.Core.Parts;

/// <summary>The samplers, or the pruners, that studies can name: made by
/// dependency injection, with their options read and checked.</summary>
/// <typeparam name="TPart">What it makes.</typeparam>
/// <typeparam name="TSpec">What names it in a study.</typeparam>
public abstract class PartCatalog<TPart, TSpec>
    where TPart : class
    where TSpec : PartSpec, new()
{
    private readonly Dictionary<string, Part<TPart>> _byName = new(StringComparer.Ordinal);
    private readonly IServiceProvider _services;

    /// <summary>Takes what is registered.</summary>
    /// <exception cref="InvalidOperationException">Two of different classes have the same name, or a class cannot be used.</exception>
    private protected PartCatalog(IEnumerable<Registration<TPart>> registrations, IServiceProvider services)
    {
        _services = services;
        foreach (var registration in registrations.Distinct())
            if (!_byName.TryAdd(registration.Name, new Part<TPart>(registration)))
                throw new InvalidOperationException(
                    $"Two classes are registered as '{registration.Name}': {_byName[registration.Name].Registration.Type} and "
                    + $"{registration.Type}.");
        Types = [.. registrations.Distinct().Select(r => r.Name)];
    }

    /// <summary>The names of all, in the order in which they were registered.</summary>
    public IReadOnlyList<string> Types { get; }

    /// <summary>All of them.</summary>
    internal IEnumerable<Part<TPart>> Parts => Types.Select(type => _byName[type]);

    /// <summary>Reads what a study file says: its type alone, or an object of
    /// its type and options. Null, and errors, when it is wrong.</summary>
    internal TSpec? Read(JsonElement element, string pointer, ErrorList errors)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            var named = new TSpec { Type = NameOf(element.GetString()!) };
            return TryRead(named.Type, pointer, ObjectReader.Of(named.Options, pointer, errors), errors, out _) ? named : null;
        }

        if (ObjectReader.Open(element, pointer, errors) is not { } reader) return null;
        reader.Require("type");
        if (reader.Text("type") is not { } written) return null;
        var type = NameOf(written);
        if (!TryRead(type, reader.PointerTo("type"), reader, errors, out _)) return null;
        var spec = new TSpec { Type = type };
        foreach (var name in reader.Names.Where(name => name != "type"))
            if (reader.Get(name) is { } option)
                spec.Options[name] = option.Clone();
        return spec;
    }

    /// <summary>The name of the part that a study file may call otherwise.</summary>
    private protected virtual string NameOf(string written) => written;

    /// <summary>The spec with every option, those that it leaves out at their defaults.</summary>
    internal JsonObject WithDefaults(TSpec spec)
    {
        var json = new JsonObject { ["type"] = spec.Type };
        if (TryRead(spec.Type, "", ObjectReader.Of(spec.Options, "", new ErrorList()), new ErrorList(), out var options))
            foreach (var field in _byName[spec.Type].Options?.Fields ?? [])
                json[field.Name] = Node(field.Property.GetValue(options) ?? field.Word);
        else // Of an app that has other parts: all that is known is what it says.
            foreach (var (name, value) in spec.Options) json[name] = Node(value);
        return json;
    }

    private JsonNode? Node(object? value) =>
        value is TSpec inner ? WithDefaults(inner) : JsonSerializer.SerializeToNode(value, TunerJson.Options);

    /// <summary>Makes what the spec names; options that it leaves out take their defaults.</summary>
    /// <exception cref="ArgumentException">The type is unknown, or an option is unknown or out of range.</exception>
    private protected TPart Make(TSpec spec, params IEnumerable<object> given)
    {
        var errors = new ErrorList();
        return TryRead(spec.Type, "/type", ObjectReader.Of(spec.Options, "", errors), errors, out var options)
            ? _byName[spec.Type].Make(_services, [.. given, this, .. options is null ? Array.Empty<object>() : [options]])
            : throw new ArgumentException(string.Join("; ", errors.ToList().Select(e => $"{e.Pointer}: {e.Detail}")), nameof(spec));
    }

    /// <summary>Why a part cannot serve a study; also that it cannot be constructed, which must be known before the study starts.</summary>
    private protected static string? RefusalOf(Func<string?> refusal)
    {
        try
        {
            return refusal();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return $"cannot be made: {e.Message}";
        }
    }

    private bool TryRead(string type, string at, ObjectReader reader, ErrorList errors, out object? options)
    {
        options = null;
        if (!_byName.TryGetValue(type, out var part))
        {
            errors.Add(at, $"'{type}' is unknown; known are {string.Join(", ", Types)}{DidYouMean.Hint(type, Types)}");
            return false;
        }

        var before = errors.Count;
        options = part.Options?.Read(reader, (wanted, element, pointer) => wanted == typeof(TSpec) ? Read(element, pointer, errors) : null);
        reader.RejectUnknown();
        return errors.Count == before;
    }
}
