namespace Serverless.Tuner.Contracts;

/// <summary>A kind of error that the API answers with: what programs tell errors apart by. This is the list of all there are; a kind keeps
/// its type and its status for good.</summary>
public sealed record ProblemKind
{
    private const string Prefix = "urn:tuner:error:";

    private ProblemKind(string name, int status, string meaning) => (Type, Status, Meaning) = (Prefix + name, status, meaning);

    /// <summary>The request is not what it must be.</summary>
    public static ProblemKind InvalidRequest { get; } = new(
        "invalid-request", 400, "the path, the query, a header or the body is not what it must be: `errors` names each field");

    /// <summary>No key that is valid came with the request.</summary>
    public static ProblemKind NoValidKey { get; } = new("no-valid-key", 401, "the request carries no valid key");

    /// <summary>A call-back does not carry the token of its attempt, or is not signed as it must be.</summary>
    public static ProblemKind NoValidToken { get; } = new(
        "no-valid-token", 401, "the call-back does not carry its attempt's token, or is not signed with the study's secret");

    /// <summary>The caller may not do that.</summary>
    public static ProblemKind Forbidden { get; } = new("forbidden", 403, "the caller may not do that");

    /// <summary>No route has that address.</summary>
    public static ProblemKind NoSuchRoute { get; } = new("no-such-route", 404, "nothing has that address");

    /// <summary>No study has that name.</summary>
    public static ProblemKind NoSuchStudy { get; } = new("no-such-study", 404, "no study has that name");

    /// <summary>The study has no trial of that number.</summary>
    public static ProblemKind NoSuchTrial { get; } = new("no-such-trial", 404, "the study has no trial of that number");

    /// <summary>No key has that id.</summary>
    public static ProblemKind NoSuchKey { get; } = new("no-such-key", 404, "no key has that id");

    /// <summary>The memory keeps nothing of a study of that id.</summary>
    public static ProblemKind NoSuchMemory { get; } = new("no-such-memory", 404, "the memory keeps nothing of a study of that id");
    /// <summary>No budget has that name.</summary>
    public static ProblemKind NoSuchBudget { get; } = new("no-such-budget", 404, "no budget has that name");

    /// <summary>Nothing is kept of what the trial wrote.</summary>
    public static ProblemKind NoLog { get; } = new("no-log", 404, "the trial has written nothing, or nothing yet");

    /// <summary>The trial keeps no such file.</summary>
    public static ProblemKind NoSuchArtifact { get; } = new("no-such-artifact", 404, "the trial keeps no file of that name");

    /// <summary>No schedule has that name.</summary>
    public static ProblemKind NoSuchSchedule { get; } = new("no-such-schedule", 404, "no schedule has that name");

    /// <summary>No run of the schedule has found anything yet.</summary>
    public static ProblemKind NothingPromoted { get; } = new(
        "nothing-promoted", 404, "no run of the schedule has found a point to deploy yet");

    /// <summary>The address does not take the method.</summary>
    public static ProblemKind WrongMethod { get; } = new("wrong-method", 405, "the address does not take that method");

    /// <summary>The study or trial, as it stands, cannot do that.</summary>
    public static ProblemKind Conflict { get; } = new("conflict", 409, "the study or trial, as it stands, cannot do that");

    /// <summary>Another study has that name.</summary>
    public static ProblemKind StudyExists { get; } = new(
        "study-exists", 409, "a study with another spec has that name: `errors` names what differs");

    /// <summary>Another schedule has that name.</summary>
    public static ProblemKind ScheduleExists { get; } = new(
        "schedule-exists", 409, "another schedule has that name: `PUT` replaces it");

    /// <summary>The trial is not held with that lease.</summary>
    public static ProblemKind LeaseLost { get; } = new(
        "lease-lost", 409, "the trial is not held with that lease: what is told with it no longer counts");

    /// <summary>The study knows a parameter of that name with another distribution.</summary>
    public static ProblemKind ParameterDiffers { get; } = new(
        "parameter-differs", 409, "a parameter of that name was declared with another distribution: nothing of the request was stored");

    /// <summary>A request with the same key is being answered.</summary>
    public static ProblemKind KeyInFlight { get; } = new(
        "key-in-flight", 409, "a request with that `Idempotency-Key` is being answered still: ask again after `Retry-After`");

    /// <summary>What <c>If-Match</c> names is no longer so.</summary>
    public static ProblemKind Changed { get; } = new("changed", 412, "the study is no longer what `If-Match` names: read it again");

    /// <summary>The request is too large.</summary>
    public static ProblemKind TooLarge { get; } = new("too-large", 413, "the request is larger than it may be");

    /// <summary>A request with the same key was another one.</summary>
    public static ProblemKind KeyReused { get; } = new("key-reused", 422, "another request came with that `Idempotency-Key`");

    /// <summary>Too many wrong keys came from the caller's address.</summary>
    public static ProblemKind TooManyTries { get; } = new(
        "too-many-tries", 429, "too many keys that are not valid came from that address: ask again after `Retry-After`");

    /// <summary>The request failed on the server.</summary>
    public static ProblemKind Failed { get; } = new("failed", 500, "the request failed on the server, whose log says why");

    /// <summary>What is stored cannot be read.</summary>
    public static ProblemKind Unreadable { get; } = new("unreadable", 500, "what is stored of the study cannot be read");

    /// <summary>The app's storage has no place for files.</summary>
    public static ProblemKind NoArtifacts { get; } = new(
        "no-artifacts", 501, "the app's storage has no blobs: trials keep no files there");

    /// <summary>The storage does not answer.</summary>
    public static ProblemKind StorageSilent { get; } = new(
        "storage-silent", 503, "the storage does not answer: ask again in a while, what was accepted is not lost");

    /// <summary>The app has no key that would let anybody in.</summary>
    public static ProblemKind NoKeyYet { get; } = new("no-key-yet", 503, "the app was not given its first admin key: it answers nobody");

    /// <summary>Every kind, by status.</summary>
    public static IReadOnlyList<ProblemKind> All { get; } =
    [
        InvalidRequest, NoValidKey, NoValidToken, Forbidden, NoSuchRoute, NoSuchStudy, NoSuchTrial, NoSuchKey, NoSuchMemory, NoSuchBudget,
        NoLog, NoSuchArtifact, NoSuchSchedule, NothingPromoted, WrongMethod, Conflict, StudyExists, ScheduleExists, LeaseLost,
        ParameterDiffers, KeyInFlight, Changed, TooLarge, KeyReused, TooManyTries, Failed, Unreadable, NoArtifacts, StorageSilent, NoKeyYet,
    ];

    /// <summary>What the problem details have as their <c>type</c>, a URN.</summary>
    public string Type { get; }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>When it is answered.</summary>
    public string Meaning { get; }
}
