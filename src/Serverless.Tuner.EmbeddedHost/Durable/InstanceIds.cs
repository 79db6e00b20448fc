namespace Serverless.Tuner.EmbeddedHost.Durable;

internal static class InstanceIds
{
    // What fits into a key of Azure's storage: ids that work here work there, too.
    private const int Longest = 256;

    /// <exception cref="ArgumentException">It cannot be the id of an instance.</exception>
    public static void ThrowIfNotValid(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (instanceId.Length > Longest || instanceId.Any(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c)))
        {
            throw new ArgumentException(
                $"'{instanceId}' cannot be an instance id: at most {Longest} characters, none of / \\ # ? or control characters.",
                nameof(instanceId));
        }
    }
}
