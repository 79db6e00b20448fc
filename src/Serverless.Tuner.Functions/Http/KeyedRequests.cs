using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Functions.Access;

namespace Serverless.Tuner.Functions.Http;

/// <summary>
/// Lets a POST that comes several times with one <c>Idempotency-Key</c> have its effect once, and gives each the same answer, for 24 hours.
/// A key belongs to a caller and an address: the same one counts anew at another.
/// </summary>
public sealed class KeyedRequests(RequestRecords records, TimeProvider time)
{
    private const string Header = "Idempotency-Key";
    private const int MaxKey = 255;

    /// <summary>No request that a key goes along with has a larger body than a study file.</summary>
    private const int MaxBytes = StudySpecParser.MaxBytes;

    /// <summary>How long a request waits for the same one that is being answered.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <summary>By what a request is known where it has its effect; null when it has no key and counts whenever it comes.</summary>
    internal static string? IdOf(HttpRequest request) =>
        KeyOf(request) is { } key ? IdOf(request, key) : null;

    /// <summary>Answers a request, unless it was answered before.</summary>
    /// <exception cref="RequestTooLargeException">The body is larger than any request's may be.</exception>
    internal async Task<IActionResult> AnswerAsync(
        HttpRequest request, Func<Task<IActionResult>> answer, CancellationToken cancellationToken)
    {
        if (!HttpMethods.IsPost(request.Method) || KeyOf(request) is not { } key) return await answer();
        if (key.Length is 0 or > MaxKey || key.Any(c => c is < ' ' or > '~'))
            return JsonAnswer.Invalid(
                "The request cannot be answered", [new FieldError(Header, $"must have 1 to {MaxKey} printable ASCII characters")]);

        var body = await RequestBody.ReadAsync(request, MaxBytes, cancellationToken);
        request.Body = new MemoryStream(body.ToArray(), writable: false);
        var fingerprint = Hash(request.QueryString.Value ?? "", Convert.ToHexString(SHA256.HashData(body.Span)));
        var (id, begun, wait) = (IdOf(request, key), time.GetTimestamp(), FirstWait);
        while (true)
        {
            var record = await records.BeginAsync(id, fingerprint, cancellationToken);
            switch (record)
            {
                case { State: RequestState.Begun }: return await AnswerAsync(record, fingerprint, answer);
                case { Answer: { } before }: return JsonAnswer.Of(before);
                case { State: RequestState.Other }:
                    return JsonAnswer.Problem(
                        ProblemKind.KeyReused,
                        "The key was used",
                        $"Another request came with this {Header}; give this one a key of its own.");
                case { State: RequestState.InFlight } when time.GetElapsedTime(begun) > Patience:
                    return JsonAnswer.Problem(
                        ProblemKind.KeyInFlight, "The request is being answered",
                        $"A request with this {Header} came before and is not answered yet: ask again.", retryAfter: 1);
            }

            await Task.Delay(wait, time, cancellationToken);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    /// <summary>Answers a request that begins here, and keeps the answer. From here on nothing heeds that the caller may have gone: what it
    /// asked for is done, or is not, but never by half.</summary>
    private async Task<IActionResult> AnswerAsync(RequestRecord record, string fingerprint, Func<Task<IActionResult>> answer)
    {
        IActionResult? result = null;
        try
        {
            result = await answer();
            if (result is JsonAnswer { IsFinal: true } final)
            {
                var kept = final.Keep();
                await records.EndAsync(record, fingerprint, kept, CancellationToken.None);
                return final.Kept is null ? JsonAnswer.Of(kept) : result;
            }
        }
        catch when (result is not null)
        {
            // The effect is there and its record is not: the next one with the key finds that out.
            return result;
        }
        catch
        {
            await TryForgetAsync(record);
            throw;
        }

        await TryForgetAsync(record);
        return result;
    }

    private async Task TryForgetAsync(RequestRecord record)
    {
        try
        {
            await records.ForgetAsync(record, CancellationToken.None);
        }
        catch (Exception e) when (StorageFailure.Is(e))
        {
            // It is taken for lost after a while.
        }
    }

    private static string IdOf(HttpRequest request, string key) =>
        Hash(Caller.Of(request)?.Id ?? "", request.Method, request.Path.Value!, key);

    private static string? KeyOf(HttpRequest request) => request.Headers.TryGetValue(Header, out var values) ? values.ToString() : null;

    private static string Hash(params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..40];
}
