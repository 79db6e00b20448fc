using CsvHelper;

namespace Serverless.Tuner.Cli.Moving.Tables;

/// <summary>A table of texts.</summary>
/// <param name="Headers">What the columns are called.</param>
/// <param name="Rows">The cells of each row, as many as there are headers.</param>
internal sealed record CsvFile(IReadOnlyList<string> Headers, IReadOnlyList<string[]> Rows)
{
    private const int MostRows = 1_000_000;
    private const int MostColumns = 10_000;
    private const int LongestRow = 4 * 1024 * 1024;

    /// <summary>Reads a file; what stands between its cells is seen from its first lines.</summary>
    /// <exception cref="CliException">It is no such table, or cannot be read.</exception>
    public static CsvFile Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var csv = CsvReader.Create(stream, new CsvReaderOptions { HasHeader = false, MaxRecordSize = LongestRow },
                leaveOpen: false);
            if (!csv.Read()) throw Wrong(path, "it is empty");
            var headers = Cells(csv, csv.FieldCount);
            if (headers.Length > MostColumns) throw Wrong(path, $"it has more than {MostColumns} columns");
            if (headers.GroupBy(h => h, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
                throw Wrong(path, $"two columns are called '{Excerpt.Start(twice.Key, 60)}'");
            var rows = new List<string[]>();
            while (csv.Read())
            {
                if (rows.Count == MostRows) throw Wrong(path, $"it has more than {MostRows} rows");
                rows.Add(Cells(csv, headers.Length));
            }

            return new CsvFile(headers, rows);
        }
        catch (CsvFormatException e)
        {
            throw Wrong(path, e.Message);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CliException($"There is no file {path}.", ExitCode.InvalidInput);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{path} cannot be read: {e.Message}", ExitCode.InvalidInput);
        }
    }

    /// <summary>The place of a column; -1 when there is none.</summary>
    public int IndexOf(string? header)
    {
        for (var i = 0; i < Headers.Count; i++)
            if (Headers[i] == header) return i;
        return -1;
    }

    // A row that ends early lacks its last cells.
    private static string[] Cells(CsvReader csv, int count) =>
        [.. Enumerable.Range(0, count).Select(i => i < csv.FieldCount ? csv.GetString(i).Trim() : "")];

    private static CliException Wrong(string path, string why) =>
        new($"{path} is no table that can be imported: {why}", ExitCode.InvalidInput);
}
