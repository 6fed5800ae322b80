from consultant_app.domain.audit import AuditState


def test_a_log_is_sound_where_no_fault_was_found() -> None:
    assert AuditState(3).sound
    assert not AuditState(3, "cut", 4).sound
