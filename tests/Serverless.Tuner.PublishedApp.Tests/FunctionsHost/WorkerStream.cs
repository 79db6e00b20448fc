using System.Collections.Concurrent;
using System.Threading.Channels;
using Grpc.Core;
using Serverless.Tuner.PublishedApp.Tests.FunctionsHost.Rpc;

namespace Serverless.Tuner.PublishedApp.Tests.FunctionsHost;

/// <summary>The stream between the host and its one worker: questions with their answers, and what the worker logs.</summary>
internal sealed class WorkerStream : FunctionRpc.FunctionRpcBase
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource<string> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _asked = new();
    private readonly Channel<StreamingMessage> _toWorker = Channel.CreateUnbounded<StreamingMessage>();
    private readonly ConcurrentQueue<string> _log = new();

    /// <summary>The id by which the worker has called itself, once it has connected.</summary>
    public Task<string> Started => _started.Task;

    /// <summary>What the worker has logged.</summary>
    public IReadOnlyCollection<string> Log => _log;

    /// <summary>Sends what has no answer.</summary>
    public void Tell(StreamingMessage message) => _toWorker.Writer.TryWrite(message);

    /// <summary>Sends a question and waits for its answer.</summary>
    public async Task<StreamingMessage> AskAsync(StreamingMessage question)
    {
        question.RequestId = Guid.NewGuid().ToString();
        var answer = _asked[question.RequestId] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Tell(question);
        try
        {
            return await answer.Task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException(
                $"The worker has not answered the {question.ContentCase} within {Patience}. It logged:\n{string.Join('\n', _log)}");
        }
    }

    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        var reading = ReadAsync(requestStream, context.CancellationToken);
        try
        {
            await foreach (var message in _toWorker.Reader.ReadAllAsync(context.CancellationToken)) await responseStream.WriteAsync(
                message, context.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The worker has ended.
        }

        await reading;
    }

    private async Task ReadAsync(IAsyncStreamReader<StreamingMessage> fromWorker, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in fromWorker.ReadAllAsync(cancellationToken)) Take(message);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            foreach (var answer in _asked.Values) answer.TrySetException(new IOException("The worker has ended.", e));
        }
    }

    private void Take(StreamingMessage message)
    {
        if (message.ContentCase == StreamingMessage.ContentOneofCase.StartStream) _started.TrySetResult(message.StartStream.WorkerId);
        else if (message.RpcLog is { } log) _log.Enqueue($"{log.Category}: {log.Message}");
        else if (_asked.TryRemove(message.RequestId, out var answer)) answer.TrySetResult(message);
    }
}
