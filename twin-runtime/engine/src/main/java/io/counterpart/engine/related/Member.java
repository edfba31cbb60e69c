package io.counterpart.engine.related;

import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.input.Input.ToldSignals;
import io.counterpart.contracts.input.Input.ToldValue;
import io.counterpart.contracts.input.Input.ValuesTold;
import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A related twin that was asked: of what, and what it has told. */
final class Member {

    final GroupId group;
    private SortedSet<PropertyName> properties = new TreeSet<>();
    private boolean quality;
    private long position = Links.NEVER;
    private final SortedMap<PropertyName, ToldValue> values = new TreeMap<>();
    private @Nullable ToldSignals signals;

    Member(GroupId group) {
        this.group = group;
    }

    /** Notes what it is asked for from here on; false where it is that already. */
    boolean ask(SortedSet<PropertyName> wanted, boolean wantsQuality) {
        if (properties.equals(wanted) && quality == wantsQuality) {
            return false;
        }
        properties = wanted;
        quality = wantsQuality;
        values.keySet().retainAll(wanted);
        signals = wantsQuality ? signals : null;
        return true;
    }

    /** Takes what it tells, unless that is no later than what it told before. */
    boolean told(ValuesTold told) {
        if (told.position() <= position) {
            return false;
        }
        position = told.position();
        values.clear();
        for (ToldValue value : told.values()) {
            if (properties.contains(value.property())) {
                values.put(value.property(), value);
            }
        }
        signals = quality ? told.signals() : null;
        return true;
    }

    @Nullable ToldValue value(PropertyName property) {
        return values.get(property);
    }

    @Nullable ToldSignals signals() {
        return signals;
    }

    void write(BinaryOutput out) {
        out.putText(group.value());
        out.putTexts(properties.stream().map(PropertyName::value).toList());
        out.putByte(quality ? 1 : 0);
        out.putLong(position);
        out.putInt(values.size());
        values.values().forEach(value -> Tellings.write(value, out));
        Tellings.write(signals, out);
    }

    static Member read(BinaryInput in) {
        Member member = new Member(new GroupId(in.getText()));
        in.getTexts().forEach(name -> member.properties.add(new PropertyName(name)));
        member.quality = in.getByte() == 1;
        member.position = in.getLong();
        int told = in.getCount(Integer.BYTES);
        for (int i = 0; i < told; i++) {
            ToldValue value = Tellings.readValue(in);
            member.values.put(value.property(), value);
        }
        member.signals = Tellings.readSignals(in);
        return member;
    }
}
