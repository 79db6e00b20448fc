namespace Microsoft.DurableTask;

public class RetryPolicy
{
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfAttempts);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1.0);
        AtLeastTheFirst(maxRetryInterval, nameof(maxRetryInterval));
        AtLeastTheFirst(retryTimeout, nameof(retryTimeout));

        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
        Handle = _ => true;

        void AtLeastTheFirst(TimeSpan? value, string name)
        {
            if (value < firstRetryInterval && value != Timeout.InfiniteTimeSpan)
                throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least {nameof(firstRetryInterval)}.");
        }
    }

    public int MaxNumberOfAttempts { get; }

    public TimeSpan FirstRetryInterval { get; }

    public double BackoffCoefficient { get; }

    public TimeSpan MaxRetryInterval { get; }

    public TimeSpan RetryTimeout { get; }

    public Func<Exception, bool> Handle { get; private init; }

    // The package hands the predicate what the core library's exceptions carry, and nothing else.
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init => Handle = exception => value(
            TaskFailureDetails.FromCore((exception as global::DurableTask.Core.Exceptions.TaskFailedException)?.FailureDetails)
            ?? throw new InvalidOperationException("The exception carries no failure details."));
    }
}
