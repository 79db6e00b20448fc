namespace Serverless.Tuner.Functions.Settings;

/// <summary>Marks a setting whose value no message repeats.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretAttribute : Attribute;
