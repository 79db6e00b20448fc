using Microsoft.Extensions.Configuration;

namespace Serverless.Tuner.EmbeddedHost;

/// <summary>The <c>Values</c> of a <c>local.settings.json</c>.</summary>
internal static class LocalSettings
{
    public static IConfigurationBuilder AddLocalSettings(this IConfigurationBuilder settings, string path)
    {
        var values = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(path)).Build().GetSection("Values");

        // A double underscore is how an environment variable spells a section.
        return settings.AddInMemoryCollection(values.AsEnumerable(makePathsRelative: true)
            .Select(value => KeyValuePair.Create(value.Key.Replace("__", ":", StringComparison.Ordinal), value.Value)));
    }
}
