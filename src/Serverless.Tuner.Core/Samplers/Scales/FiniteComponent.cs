using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Samplers.Scales;

/// <summary>Parameters that depend on each other through conditions, as a numbered list of all their points.</summary>
/// <remarks>
/// The points are the leaves of a tree with a stage for each parameter. Subtrees are equal when those parents that still have
/// children to come are of equal class; so each stage has a few states, and it is enough to know how many leaves lie below each.
/// </remarks>
internal sealed class FiniteComponent
{
    private const int MostStates = 20_000;

    private readonly Stage[] _stages;
    private readonly Dictionary<ulong, long>[] _leaves;

    private FiniteComponent(Stage[] stages, Dictionary<ulong, long>[] leaves) => (_stages, _leaves) = (stages, leaves);

    /// <summary>How many points there are, at most <see cref="FiniteSpace.MostPoints"/> + 1 for any more.</summary>
    public long Size => _leaves[0][0];

    /// <summary>The component of some parameters; null when its conditions make too many states to count.</summary>
    /// <param name="space">The space.</param>
    /// <param name="members">The parameters' indices, each after its parents.</param>
    /// <param name="indices">Every parameter's index by its name.</param>
    /// <param name="levels">The levels of every parameter of the space.</param>
    public static FiniteComponent? Of(
        SearchSpace space, IReadOnlyList<int> members, IReadOnlyDictionary<string, int> indices, Levels[] levels)
    {
        if (Stages(space, members, indices, levels) is not { } stages) return null;
        var leaves = new Dictionary<ulong, long>[stages.Length + 1];
        var states = 1;
        leaves[0] = new Dictionary<ulong, long> { [0] = 0 };
        for (var j = 0; j < stages.Length; j++)
        {
            leaves[j + 1] = [];
            foreach (var state in leaves[j].Keys)
                foreach (var (_, next, _) in stages[j].Branches(state))
                    leaves[j + 1][next] = 1;
            states += leaves[j + 1].Count;
            if (states > MostStates) return null;
        }

        for (var j = stages.Length - 1; j >= 0; j--)
            foreach (var state in leaves[j].Keys)
                leaves[j][state] = stages[j].Branches(state)
                    .Aggregate(0L, (sum, b) => FiniteSpace.Sum(sum, FiniteSpace.Product(b.Size, leaves[j + 1][b.Next])));
        return new FiniteComponent(stages, leaves);
    }

    /// <summary>Writes the coordinates of point <paramref name="index"/>, NaN for parameters that do not exist there.</summary>
    public void Decode(long index, Span<double> point)
    {
        var state = 0UL;
        for (var j = 0; j < _stages.Length; j++)
        {
            var stage = _stages[j];
            foreach (var (@class, next, size) in stage.Branches(state))
            {
                var below = _leaves[j + 1][next];
                if (index >= size * below)
                {
                    index -= size * below;
                    continue;
                }

                (var place, index) = Math.DivRem(index, below);
                point[stage.Parameter] = @class is { } present
                    ? stage.Levels.CoordinateAt(stage.Classes.LevelAt(present, place))
                    : double.NaN;
                state = next;
                break;
            }
        }
    }

    /// <summary>The number of a point; null when it is none of them.</summary>
    public long? IndexOf(ReadOnlySpan<double> point)
    {
        var (state, index) = (0UL, 0L);
        for (var j = 0; j < _stages.Length; j++)
        {
            var stage = _stages[j];
            (var own, var place) = stage.Levels.IndexOf(point[stage.Parameter]) is { } level
                ? stage.Classes.PlaceOf(level)
                : (default(int?), 0L);
            var found = false;
            foreach (var (@class, next, size) in stage.Branches(state))
            {
                var below = _leaves[j + 1][next];
                found = @class == own;
                index += found ? place * below : size * below;
                if (!found) continue;
                state = next;
                break;
            }

            if (!found) return null;
        }

        return index;
    }

    private static Stage[]? Stages(SearchSpace space, IReadOnlyList<int> members, IReadOnlyDictionary<string, int> indices, Levels[] levels)
    {
        // Conditions by the parent they are about, and until which stage each parent must be remembered.
        var conditions = members.ToDictionary(m => m, _ => new List<Condition>());
        var lastChild = new Dictionary<int, int>();
        var own = new List<(int Parent, int Condition)>[members.Count];
        for (var j = 0; j < members.Count; j++)
        {
            own[j] = [];
            foreach (var condition in space.Parameters[members[j]].When)
            {
                var parent = indices[condition.Parent];
                own[j].Add((parent, conditions[parent].Count));
                conditions[parent].Add(condition);
                lastChild[parent] = j;
            }
        }

        var classes = members.ToDictionary(m => m, m => new LevelClasses(levels[m], conditions[m]));
        var stages = new Stage[members.Count];
        var before = new StateLayout();
        for (var j = 0; j < members.Count; j++)
        {
            var after = new StateLayout();
            foreach (var parent in before.Parents.Append(members[j]))
                if (lastChild.GetValueOrDefault(parent, -1) > j && !after.TryAdd(parent, classes[parent].Sizes.Count)) return null;
            stages[j] = new Stage(members[j], levels[members[j]], classes, own[j], before, after);
            before = after;
        }

        return stages;
    }

    /// <summary>How the classes of the parents that still matter make up one number.</summary>
    private sealed class StateLayout
    {
        private readonly Dictionary<int, (ulong Stride, ulong Radix)> _digits = [];
        private ulong _end = 1;

        public IEnumerable<int> Parents => _digits.Keys;

        public bool TryAdd(int parent, int classes)
        {
            if (_end > (1UL << 62) / ((ulong)classes + 1)) return false;
            _digits.Add(parent, (_end, (ulong)classes + 1));
            _end *= (ulong)classes + 1;
            return true;
        }

        /// <summary>The class of a parent; null when it does not exist.</summary>
        public int? ClassOf(int parent, ulong state) =>
            (int)(state / _digits[parent].Stride % _digits[parent].Radix) is > 0 and var digit ? digit - 1 : null;

        public bool Has(int parent) => _digits.ContainsKey(parent);

        public ulong Digit(int parent, int? @class) => (ulong)(@class + 1 ?? 0) * _digits[parent].Stride;
    }

    private sealed class Stage(
        int parameter, Levels levels, Dictionary<int, LevelClasses> classes, List<(int Parent,
            int Condition)> conditions, StateLayout before, StateLayout after)
    {
        private readonly int[] _kept = [.. before.Parents.Where(after.Has)];

        public int Parameter => parameter;

        public Levels Levels => levels;

        public LevelClasses Classes => classes[parameter];

        /// <summary>The groups of equal subtrees below a state: the class of levels (null:
        /// the parameter does not exist), the state that follows, how many levels.</summary>
        public IEnumerable<(int? Class, ulong Next, long Size)> Branches(ulong state)
        {
            var rest = 0UL;
            foreach (var parent in _kept) rest += after.Digit(parent, before.ClassOf(parent, state));
            var isActive = true;
            foreach (var (parent, condition) in conditions)
                isActive &= before.ClassOf(parent, state) is { } c && classes[parent].Holds(c, condition);
            if (!isActive)
            {
                yield return (null, after.Has(parameter) ? rest + after.Digit(parameter, null) : rest, 1);
                yield break;
            }

            for (var c = 0; c < Classes.Sizes.Count; c++)
                yield return (c, after.Has(parameter) ? rest + after.Digit(parameter, c) : rest, Classes.Sizes[c]);
        }
    }
}
