namespace Serverless.Tuner.Storage.Tests.TablesClient;

public sealed class RoundTripTests(AzuriteFixture azurite) : TableTest(azurite)
{
    private static readonly DateTimeOffset Moment = new(2026, 2, 3, 4, 5, 6, 789, TimeSpan.Zero);

    public static TheoryData<string> Strings => new(
        "", " ", "plain", "it's", "\"quoted\" \\ back", "{\"a\":{\"b\":[1,2]}}", "line\r\nbreak\ttab", "Grüße, 東京, 🎛️", "--changeset_x", "\u2028\u2029<&>+%2F");

    public static TheoryData<long> Longs => new(
        0L, -1L, (1L << 53) + 1, -(1L << 53) - 1, long.MaxValue, long.MinValue);

    public static TheoryData<double> Doubles => new(
        0.0, 5.0, -3.0, 0.1, 1.0 / 3, 1e-300, 1.7976931348623157e308, -1e21, 123456789012345.67, double.NaN);

    [Theory]
    [MemberData(nameof(Strings))]
    public async Task GetEntity_String_IsWhatWasAdded(string text)
    {
        var read = await RoundTrip(new TableEntity("p", "r") { ["Text"] = text });

        Assert.Equal(text, read.GetString("Text"));
    }

    [Theory]
    [MemberData(nameof(Strings))]
    public async Task SubmitTransaction_String_IsWhatWasAdded(string text)
    {
        await Table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, new TableEntity("p", "r") { ["Text"] = text }),
            new(TableTransactionActionType.Add, new TableEntity("p", "s") { ["Text"] = text }),
        ]);

        TableEntity read = await Table.GetEntityAsync<TableEntity>("p", "r");
        Assert.Equal(text, read.GetString("Text"));
    }

    [Theory]
    [MemberData(nameof(Longs))]
    public async Task GetEntity_Int64_IsExact(long number)
    {
        var read = await RoundTrip(new TableEntity("p", "r") { ["Micros"] = number });

        Assert.Equal(number, read.GetInt64("Micros"));
    }

    [Theory]
    [MemberData(nameof(Doubles))]
    public async Task GetEntity_Double_IsExact(double number)
    {
        var read = await RoundTrip(new TableEntity("p", "r") { ["Value"] = number });

        Assert.Equal(number, read.GetDouble("Value"));
    }

    [Fact]
    public async Task GetEntity_OtherTypes_AreWhatWasAdded()
    {
        var id = Guid.NewGuid();
        byte[] bytes = [0, 1, 127, 128, 255];

        var read = await RoundTrip(new TableEntity("p", "r")
        {
            ["Count"] = int.MinValue,
            ["Done"] = true,
            ["Open"] = false,
            ["Id"] = id,
            ["At"] = Moment,
            ["Utc"] = Moment.UtcDateTime,
            ["Bytes"] = bytes,
            ["Data"] = BinaryData.FromBytes(bytes),
            ["NoBytes"] = Array.Empty<byte>(),
        });

        Assert.Equal(int.MinValue, read.GetInt32("Count"));
        Assert.True(read.GetBoolean("Done"));
        Assert.False(read.GetBoolean("Open"));
        Assert.Equal(id, read.GetGuid("Id"));
        Assert.Equal(Moment, read.GetDateTimeOffset("At"));
        Assert.Equal(TimeSpan.Zero, read.GetDateTimeOffset("At")!.Value.Offset);
        Assert.Equal(Moment.UtcDateTime, read.GetDateTime("Utc"));
        Assert.Equal(DateTimeKind.Utc, read.GetDateTime("Utc")!.Value.Kind);
        Assert.Equal(bytes, read.GetBinary("Bytes"));
        Assert.Equal(bytes, read.GetBinaryData("Data").ToArray());
        Assert.Empty(read.GetBinary("NoBytes"));
    }

    [Fact]
    public async Task GetEntity_TimeWithOffset_IsTheSameInstantInUtc()
    {
        var local = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.FromHours(2));

        var read = await RoundTrip(new TableEntity("p", "r") { ["At"] = local });

        Assert.Equal(local.UtcDateTime, read.GetDateTimeOffset("At")!.Value.UtcDateTime);
    }

    [Fact]
    public async Task AddEntity_DateTimeThatIsNotUtc_Throws()
    {
        var entity = new TableEntity("p", "r") { ["At"] = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Unspecified) };

        await Assert.ThrowsAsync<NotSupportedException>(() => Table.AddEntityAsync(entity));
    }

    [Fact]
    public async Task GetEntity_MissingProperty_IsNull()
    {
        var read = await RoundTrip(new TableEntity("p", "r"));

        Assert.Null(read.GetInt64("Nothing"));
        Assert.Null(read.GetString("Nothing"));
        Assert.Null(read["Nothing"]);
    }

    [Fact]
    public async Task GetEntity_PropertyOfAnotherType_Throws()
    {
        var read = await RoundTrip(new TableEntity("p", "r") { ["Text"] = "x" });

        Assert.Throws<InvalidOperationException>(() => read.GetInt64("Text"));
    }

    [Fact]
    public async Task GetEntity_Class_IsWhatWasAdded()
    {
        var written = new Reading
        {
            PartitionKey = "p",
            RowKey = "r",
            Text = "Grüße",
            Count = 7,
            Micros = (1L << 53) + 1,
            Value = 5,
            MaybeValue = 0.25,
            Done = true,
            Id = Guid.NewGuid(),
            At = Moment,
            Utc = Moment.UtcDateTime,
            Bytes = [1, 2, 3],
            Day = DayOfWeek.Friday,
        };

        var added = await Table.AddEntityAsync(written);
        Reading read = await Table.GetEntityAsync<Reading>("p", "r");

        Assert.Equivalent(
            new { written.PartitionKey, written.RowKey, written.Text, written.Count, written.Micros, written.MaybeMicros, written.Value, written.MaybeValue, written.Done, written.Id, written.At, written.Utc, written.Bytes, written.Day },
            read);
        Assert.Equal(added.Headers.ETag, read.ETag);
        Assert.NotNull(read.Timestamp);
    }

    [Fact]
    public async Task GetEntity_WrittenBack_KeepsWhatTheServiceOwns()
    {
        var read = await RoundTrip(new TableEntity("p", "r") { ["Count"] = 1 });
        read["Count"] = 2;

        await Table.UpdateEntityAsync(read, read.ETag, TableUpdateMode.Replace);

        TableEntity again = await Table.GetEntityAsync<TableEntity>("p", "r");
        Assert.Equal(2, again.GetInt32("Count"));
        Assert.NotEqual(read.ETag, again.ETag);
    }

    private async Task<TableEntity> RoundTrip(TableEntity entity)
    {
        await Table.AddEntityAsync(entity);
        return await Table.GetEntityAsync<TableEntity>(entity.PartitionKey, entity.RowKey);
    }
}
