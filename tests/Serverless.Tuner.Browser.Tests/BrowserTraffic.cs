using System.Text.Json;
using Microsoft.Playwright;

namespace Serverless.Tuner.Browser.Tests;

/// <summary>
/// What the pages of a browser send, and what they are answered, as the browser itself sees it: with preflights, and with the
/// status of answers that it keeps from its pages.
/// </summary>
internal sealed class BrowserTraffic
{
    private readonly Dictionary<string, (string Method, string Url)> _requests = [];
    private readonly List<(string Request, int Status)> _statuses = [];

    /// <summary>Every answer so far.</summary>
    public IReadOnlyList<Answer> Answers
    {
        get
        {
            lock (_statuses)
                return [
                    .. from seen in _statuses where _requests.ContainsKey(
                        seen.Request) let request = _requests[seen.Request] select new Answer(request.Method, request.Url, seen.Status)];
        }
    }

    /// <summary>Listens to a page from now on.</summary>
    public async Task ListenAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        session.Event("Network.requestWillBeSent").OnEvent += (_, what) =>
            Note(what!.Value, sent => _requests[Id(sent)] = (Text(sent, "method"), Text(sent, "url")));
        // Either of the two may come first.
        session.Event("Network.responseReceivedExtraInfo").OnEvent += (_, what) =>
            Note(what!.Value, answer => _statuses.Add((Id(answer), answer.GetProperty("statusCode").GetInt32())));
        await session.SendAsync("Network.enable");
    }

    /// <summary>Waits until so many answers have come from an address, and gives them.</summary>
    /// <param name="server">What the answers' addresses begin with.</param>
    /// <param name="count">How many there must be.</param>
    public async Task<IReadOnlyList<Answer>> WaitAsync(Uri server, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            List<Answer> answers = [.. Answers.Where(answer => answer.Url.StartsWith(server.AbsoluteUri, StringComparison.Ordinal))];
            if (answers.Count >= count) return answers;
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"{server} has given {answers.Count} answers, not {count}:\n{string.Join('\n', answers)}");
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    private void Note(JsonElement what, Action<JsonElement> note)
    {
        lock (_statuses) note(what);
    }

    private static string Id(JsonElement what) => what.GetProperty("requestId").GetString()!;

    private static string Text(JsonElement sent, string property) => sent.GetProperty("request").GetProperty(property).GetString()!;
}
