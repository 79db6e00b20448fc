using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Serverless.Tuner.Functions.Orchestration;

namespace Serverless.Tuner.Functions.Tests.OpenApi;

/// <summary>An HTTP function as the code has it.</summary>
/// <param name="Function">Its name.</param>
/// <param name="HttpMethod">The method it answers, in lower case.</param>
/// <param name="Path">Its route.</param>
/// <param name="Method">Its code.</param>
internal sealed record ApiRoute(string Function, string HttpMethod, string Path, MethodInfo Method)
{
    /// <summary>All of the API; the dashboard's files are none of it.</summary>
    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        .. from type in typeof(StudyOrchestration).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           from parameter in method.GetParameters()
           let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
           where trigger?.Route?.StartsWith("v1/", StringComparison.Ordinal) == true
           from verb in trigger.Methods!
           orderby trigger.Route, verb
           select new ApiRoute(function.Name, verb.ToLowerInvariant(), $"/{trigger.Route!.Trim('/')}", method),
    ];
}
