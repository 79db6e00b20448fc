using Serverless.Tuner.Core.Schedules;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Tests.Schedules;

/// <summary>
/// A year of a schedule at a clock that jumps from slot to slot, with five hosts that all look at the row at once, die between any two
/// writes, and were all down for a week. The slots that there should be are counted minute by minute from the local time alone.
/// </summary>
public sealed class ScheduleYearTests
{
    private const int Hosts = 5;
    private static readonly DateTimeOffset s_end = Sample.Start.AddYears(1);

    /// <summary>A week without the app, over the change of the clocks of both zones in autumn or beside it.</summary>
    private static readonly (DateTimeOffset From, DateTimeOffset To) s_outage =
        (new(2026, 10, 22, 7, 13, 0, TimeSpan.Zero), new(2026, 10, 29, 7, 13, 0, TimeSpan.Zero));

    public static TheoryData<string, string, ScheduleCatchUp> Years
    {
        get
        {
            var years = new TheoryData<string, string, ScheduleCatchUp>();
            foreach (var zone in (string[])["Europe/Berlin", "America/New_York"])
            {
                years.Add(zone, "0 * * * *", ScheduleCatchUp.Latest);
                foreach (var cron in (string[])["30 1 * * *", "30 2 * * *", "0 9 * * 1-5"])
                    foreach (var catchUp in Enum.GetValues<ScheduleCatchUp>()) years.Add(zone, cron, catchUp);
            }

            return years;
        }
    }

    [Theory, MemberData(nameof(Years))]
    public void Year_FiveHostsThatDieAndAWeekWithoutAny_StartsEachSlotOnce(string zone, string cron, ScheduleCatchUp catchUp)
    {
        var row = new Row(Sample.Of(
            cron, $"\"timeZone\": \"{zone}\", \"overlap\": \"queue\", \"catchUp\": \"{catchUp.ToString().ToLowerInvariant()}\"",
            "\"deterministic\": true"));
        var slots = Expected(zone, cron).ToArray();
        var missed = slots.Where(slot => slot > s_outage.From && slot < s_outage.To - Slots.InTime).ToArray();
        var random = new Random(20260101);

        foreach (var slot in slots)
        {
            var now = slot.AddSeconds(random.Next(0, 200));
            if (now > s_outage.From && now < s_outage.To) continue;
            // All may die before one has taken the slot: the timer comes again.
            for (var minute = 0; minute < 2; minute++) row.Tick(now.AddMinutes(minute), Hosts, random);
        }

        row.Tick(s_end, Hosts, random, mayDie: false);
        // The first slot after the outage is in time, and later than all that were missed: as the latest it stands for them.
        var madeUp = catchUp == ScheduleCatchUp.All ? missed : [];
        var started = row.Studies.Select(study => study.Slot).Order().ToArray();
        Assert.Equal(slots.Except(missed).Concat(madeUp).Order(), started);
        Assert.Equal(slots.Length - started.Length, row.Schedule.Skipped);
        Assert.Empty(row.Schedule.Waiting);
        Assert.True(missed.Length >= 4, $"{missed.Length} slots were missed");
        Assert.All(row.Studies, study => Assert.True(StudyName.TryParse(study.Name) is not null));
        Assert.True(row.Deaths > 100 && row.Conflicts > 100, $"{row.Deaths} deaths, {row.Conflicts} conflicts");
    }

    [Theory]
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-03-29 01:00")] // 02:30 does not exist; the gap ends at 03:00 summer time.
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-10-25 00:30")] // 02:30 exists twice; the first is summer time.
    [InlineData("America/New_York", "30 2 * * *", "2026-03-08 07:00")]
    [InlineData("America/New_York", "30 1 * * *", "2026-11-01 05:30")]
    public void Slots_OnTheDayOfAChange_ComeOnceAtTheRightTime(string zone, string cron, string expected)
    {
        var at = DateTimeOffset.Parse(expected + "Z", System.Globalization.CultureInfo.InvariantCulture);
        var slots = CronSlots.Of(Sample.Spec(cron, $"\"timeZone\": \"{zone}\""));

        Assert.Equal([at], slots.Between(at.AddHours(-12), at.AddHours(12)));
    }

    [Fact]
    public void Tick_LongAfterAWeekWithoutTheApp_MakesUpForTheLastSlotAlone()
    {
        var schedule = Sample.Of("0 3 * * *");

        var after = Slots.Take(schedule, Sample.Start.AddDays(7).AddHours(12));

        Assert.Equal("churn-20260108-0300", Assert.Single(after.Runs).Study);
        Assert.Equal(7, after.Skipped);
    }

    /// <summary>The slots of a year, found without a cron library: by the clock on the wall, minute by minute.</summary>
    private static IEnumerable<DateTimeOffset> Expected(string zone, string cron)
    {
        var where = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        var (hour, minute) = cron.Split(' ') is [var m, var h, ..] && h != "*"
            ? (int.Parse(h, invariant), int.Parse(m, invariant))
            : (-1, 0);
        var isWorkdays = cron.EndsWith("1-5", StringComparison.Ordinal);
        var lastDay = DateTime.MinValue;
        for (var time = Sample.Start.AddMinutes(1); time <= s_end; time = time.AddMinutes(1))
        {
            var wall = TimeZoneInfo.ConvertTime(time, where).DateTime;
            if (isWorkdays && wall.DayOfWeek is (DayOfWeek.Saturday or DayOfWeek.Sunday)) continue;
            if (hour < 0)
            {
                if (wall.Minute == 0) yield return time;
                continue;
            }

            var before = TimeZoneInfo.ConvertTime(time.AddMinutes(-1), where).DateTime;
            var due = wall.Date.AddHours(hour).AddMinutes(minute);
            // It is reached in this minute, or jumped over; and was not reached on this day before.
            if (wall < due || (before >= due && before.Date == wall.Date) || lastDay == wall.Date) continue;
            lastDay = wall.Date;
            yield return time;
        }
    }

    /// <summary>The row of a schedule, which several hosts write to, and the studies that they start.</summary>
    private sealed class Row(Schedule schedule)
    {
        private readonly Dictionary<string, (DateTimeOffset Slot, DateTimeOffset StartedAt)> _studies = [];
        private int _version;

        public Schedule Schedule { get; private set; } = schedule;

        public IEnumerable<(string Name, DateTimeOffset Slot)> Studies => _studies.Select(study => (study.Key, study.Value.Slot));

        public int Deaths { get; private set; }

        public int Conflicts { get; private set; }

        /// <summary>All hosts drive the schedule at once, one step of one of them at a time.</summary>
        public void Tick(DateTimeOffset now, int hosts, Random random, bool mayDie = true)
        {
            var alive = Enumerable.Range(0, hosts).Select(_ => Drive(now).GetEnumerator()).ToList();
            while (alive.Count > 0)
            {
                var host = alive[random.Next(alive.Count)];
                var dies = mayDie && random.Next(10) == 0;
                if (dies) Deaths++;
                if (dies || !host.MoveNext()) alive.Remove(host);
            }
        }

        /// <summary>What a host does, with a pause after each read, write and start.</summary>
        private IEnumerable<int> Drive(DateTimeOffset now)
        {
            while (true)
            {
                var (read, version) = (Schedule, _version);
                yield return 0;
                var after = Slots.Take(read, now);
                if (ReferenceEquals(after, read))
                    foreach (var run in read.Runs.Where(run => run.IsInHand))
                    {
                        after = Look(after, run, now);
                        yield return 1;
                    }

                if (ReferenceEquals(after, read)) yield break;
                if (version == _version)
                {
                    Assert.True(after.DealtUntil >= Schedule.DealtUntil);
                    (Schedule, _version) = (after, _version + 1);
                }
                else
                {
                    Conflicts++;
                }

                yield return 2;
            }
        }

        private Schedule Look(Schedule after, ScheduleRun run, DateTimeOffset now)
        {
            switch (run.State)
            {
                case ScheduleRunState.Starting:
                    // The same study, whoever starts it, and however often.
                    if (_studies.TryAdd(run.Study, (run.Slot.At, now))) return RunStates.Started(after, run.Study);
                    Assert.Equal(run.Slot.At, _studies[run.Study].Slot);
                    return RunStates.Started(after, run.Study);
                case ScheduleRunState.Running:
                    return RunStates.Ended(after, Sample.Ended(after, run.Study), Sample.Best(now.Ticks % 1000), now);
                default:
                    return RunStates.DecideAtOnce(after, run.Study, now);
            }
        }
    }
}
