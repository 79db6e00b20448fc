using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>Its keys: one that was used and has an allowance, one that ends, one that has ended, and one that was revoked.</summary>
internal sealed partial class FakeTuner
{
    private static IReadOnlyList<KeyView> KeysThere { get; } =
    [
        Key("k1", "ann", KeyScope.Write) with
        {
            LastUsedAt = Start.AddDays(1),
            Allowance = new AllowanceView { TotalUsd = 5, SpentUsd = 3.5m, LeftUsd = 1.5m, Studies = [] },
        },
        Key("k2", "bob", KeyScope.Read) with { ExpiresAt = Year(2999) },
        Key("k3", "cy", KeyScope.Work) with { ExpiresAt = Year(2001) },
        Key("k4", "dee", KeyScope.Admin) with { ExpiresAt = Year(2999), RevokedAt = Year(2002) },
    ];

    private static DateTimeOffset Year(int year) => new(year, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static KeyView Key(string id, string name, KeyScope scope) =>
        new() { Id = id, Name = name, Scope = scope, CreatedAt = Year(2000) };

    private void MapKeys(RouteGroupBuilder api)
    {
        api.MapGet("keys", () => Json(new PageView<KeyView>(KeysThere, null)));
        api.MapDelete("keys/{id}", (string id) => KeysThere.Any(key => key.Id == id)
            ? Results.NoContent()
            : Json(new ProblemView { Title = "No such key", Status = 404 }, 404));
    }
}
