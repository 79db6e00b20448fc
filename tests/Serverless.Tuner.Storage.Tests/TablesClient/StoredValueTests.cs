using System.Text;

namespace Serverless.Tuner.Storage.Tests.TablesClient;

/// <summary>What is stored is what is read: each type that rows hold, to its limits, written alone and in a transaction.</summary>
public sealed class StoredValueTests(AzuriteFixture azurite) : TableTest(azurite)
{
    private const int MaxProperty = 64 * 1024;

    public static IEnumerable<TheoryDataRow<object>> Values => new object[]
    {
        "", " ", "it's", "\"quoted\" \\ back", "{\"a\":{\"b\":[1,2]}}", "line\r\nbreak\ttab\0", "Grüße, 東京, 🎛️", "--changeset_x\r\n--",
        "\u2028\u2029<&>+%2F",
        0L, -1L, (1L << 53) + 1, long.MaxValue, long.MinValue,
        0.0, 5.0, 0.1, 1.0 / 3, 1e-300, double.MaxValue, -1e21, double.NaN,
        int.MinValue, int.MaxValue, true, false,
        new byte[] { 0, 1, 127, 128, 255 }, Array.Empty<byte>(),
    }.Select(value => new TheoryDataRow<object>(value));

    [Theory, MemberData(nameof(Values))]
    public async Task Value_IsReadAsItWasWritten(object value)
    {
        foreach (var read in await WriteAndReadAsync(value)) Assert.Equal(value, read);
    }

    /// <summary>Heartbeats and creation times are compared to the tick.</summary>
    [Fact]
    public async Task Time_IsTheSameInstantToTheTick()
    {
        var time = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.FromHours(2)).AddTicks(1_234_567);
        foreach (var read in await WriteAndReadAsync(time))
            Assert.Equal((time, TimeSpan.Zero), (Assert.IsType<DateTimeOffset>(read), ((DateTimeOffset)read!).Offset));
    }

    [Fact]
    public async Task Missing_IsNull()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Nothing"] = null });
        TableEntity read = await Table.GetEntityAsync<TableEntity>("p", "r");

        Assert.False(read.ContainsKey("Nothing"));
        Assert.Equal((null, null, null), (read.GetInt64("Nothing"), read.GetString("Nothing"), read.GetDateTimeOffset("Nothing")));
    }

    [Theory, InlineData(0), InlineData(1)]
    public async Task Property_TakesSixtyFourKibibytesAndNoMore(int beyond)
    {
        foreach (var value in (object[])[new string('ö', (MaxProperty / 2) + beyond), new byte[MaxProperty + beyond]])
        {
            var written = Table.UpsertEntityAsync(new TableEntity("p", "r") { ["Value"] = value });
            if (beyond == 0) await written;
            else Assert.Equal(400, (await FailureOf(() => written)).Status);
        }
    }

    /// <summary>Text beyond a property's limit is packed into several; random text is what packs worst.</summary>
    [Theory, InlineData(0), InlineData(1), InlineData(32 * 1024), InlineData((32 * 1024) + 1), InlineData(400_000)]
    public async Task LongText_OfAnyLength_IsReadAsItWasWritten(int length)
    {
        var random = new Random(length);
        var text = new StringBuilder();
        while (text.Length < length) text.Append((char)random.Next(0x20, 0x7FF));
        var entity = new TableEntity("p", "r");

        LongText.Put(entity, "Text", text.ToString());
        await Table.AddEntityAsync(entity);

        Assert.Equal(text.ToString(), LongText.Get(await Table.GetEntityAsync<TableEntity>("p", "r"), "Text"));
    }

    /// <summary>Texts of letters that JSON escapes or not, and one that is packed, are added until the next would be too much.</summary>
    [Theory]
    [InlineData(30_000, 'a', 'a')]
    [InlineData(30_000, '"', '"')]
    [InlineData(30_000, 'a', '~')]
    [InlineData(30_000, 'ö', 'ö')]
    [InlineData(60_000, '一', '龠')]
    public async Task Row_AsLargeAsItMayBe_IsTaken(int length, char first, char last)
    {
        var random = new Random(length);
        var (entity, texts) = (new TableEntity("p", "r"), 0);
        for (; ; texts++)
        {
            var next = new TableEntity(entity.ToDictionary());
            var letters = Enumerable.Range(0, length).Select(_ => (char)random.Next(first, last + 1));
            LongText.Put(next, $"Text{texts}_", new string([.. letters]));
            if (!LongText.Fits(next)) break;
            entity = next;
        }

        Assert.InRange(texts, 4, 30);
        await Table.AddEntityAsync(entity);
        await Table.SubmitTransactionAsync([new(TableTransactionActionType.UpsertReplace, entity)]);
    }

    /// <summary>The same value written by a request of its own and in a transaction, read alone and in a query.</summary>
    private async Task<object?[]> WriteAndReadAsync(object value)
    {
        await Table.AddEntityAsync(new TableEntity("p", "alone") { ["Value"] = value });
        await Table.SubmitTransactionAsync([new(TableTransactionActionType.Add, new TableEntity("p", "batch") { ["Value"] = value })]);
        var read = (await Table.GetEntityAsync<TableEntity>("p", "batch")).Value;
        return [read["Value"], .. (await ListOf(Table.QueryAsync<TableEntity>())).Select(row => row["Value"])];
    }
}
